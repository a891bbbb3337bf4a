import type { Collection } from '#platform/kernel/store'
import { faceRequestCollection } from '#platform/adapters/face/face-simulator'
import { simulatedSmsCollection } from '#platform/adapters/sms/sms-simulator'
import { phoneCodeCollection } from '#platform/adapters/wechat/wechat-simulator'
import { settingsCollection } from './switches'

/** What the simulators keep in the store of a local host; never part of a deployment to the cloud. */
export const simulatorCollections: Collection[] = [
  simulatedSmsCollection,
  faceRequestCollection,
  phoneCodeCollection,
  settingsCollection,
]
