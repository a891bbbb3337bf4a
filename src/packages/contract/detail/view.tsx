export { DetailOnPhone as DetailView } from './phone'
