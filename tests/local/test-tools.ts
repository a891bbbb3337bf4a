// Entry of the built copy of the test tools, for scripts in plain JavaScript (benchmarks, fault runs).
export { ProgramFailed, preparedData, setUpData, startHost } from './test-host'
export {
  Refused,
  TestClient,
  actAtFacePage,
  captchaFor,
  messagesFor,
  newKey,
  setClockAhead,
  setParties,
} from './test-client'
