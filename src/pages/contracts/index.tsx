import { ContractsOnPhone } from './phone'

export default ContractsOnPhone
