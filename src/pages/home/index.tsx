import { HomeOnPhone } from './phone'

export default HomeOnPhone
