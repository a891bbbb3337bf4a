import { auditCollection } from '#platform/kernel/audit'
import { keyCollection } from '#platform/kernel/idempotency'
import { outboxCollection } from '#platform/kernel/outbox'
import type { Collection } from '#platform/kernel/store'
import { ledgerCollection, quotaCollection } from './billing/model/quota'
import { codeCollection, contractCollection, numberCollection } from './contract/model/contract'
import { uploadCollection } from './contract/model/upload'
import { pageImageCollection } from './document/model/page-image'
import { pageTextCollection } from './document/model/page-text'
import {
  accountCollection,
  identityBindingCollection,
  phoneBindingCollection,
  wechatBindingCollection,
} from './identity/model/account'
import { captchaCollection, dayCounterCollection } from './identity/model/captcha'
import { challengeCollection } from './identity/model/challenge'
import { membershipCollection } from './identity/model/membership'
import { sessionCollection } from './identity/model/session'
import { verificationCollection } from './identity/model/verification'
import { employeeCollection } from './organization/model/employee'
import { creditCodeCollection, organizationCollection } from './organization/model/organization'
import { personalSignatureCollection } from './seal/model/personal-signature'
import { sealCollection } from './seal/model/seal'
import { sweepCollection } from './timers/model/sweep'

/** Every collection of the system: tables, indexes and the deploy plan are made from this list. */
export const collections: Collection[] = [
  // kernel
  auditCollection,
  keyCollection,
  outboxCollection,
  // identity
  accountCollection,
  phoneBindingCollection,
  identityBindingCollection,
  wechatBindingCollection,
  sessionCollection,
  captchaCollection,
  dayCounterCollection,
  verificationCollection,
  challengeCollection,
  membershipCollection,
  // organization
  organizationCollection,
  creditCodeCollection,
  employeeCollection,
  // billing
  quotaCollection,
  ledgerCollection,
  // seal
  sealCollection,
  personalSignatureCollection,
  // contract
  uploadCollection,
  contractCollection,
  codeCollection,
  numberCollection,
  // document
  pageImageCollection,
  pageTextCollection,
  // timers
  sweepCollection,
]
