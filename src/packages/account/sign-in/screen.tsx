export { SignInOnPhone as SignInScreen } from './phone'
