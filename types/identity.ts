import { z } from 'zod'
import { defineActions, spec } from './action'
import { permissionPoints, roleCodes } from './permissions'

/** Mainland mobile number, 11 digits. */
export const phone = z.string().regex(/^1[3-9]\d{9}$/)
export const captchaCode = z.string().regex(/^\d{6}$/)

export const captchaPurpose = z.enum(['sign-in', 'password'])
export type CaptchaPurpose = z.infer<typeof captchaPurpose>

/** Methods of a signing authentication (意愿认证), CON-41. */
export const authMethod = z.enum(['face', 'captcha', 'password'])
export type AuthMethod = z.infer<typeof authMethod>

export const activeIdentity = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person') }),
  z.object({ kind: z.literal('organization'), organizationId: z.string() }),
])
export type ActiveIdentity = z.infer<typeof activeIdentity>

export const identityOption = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), name: z.string().nullable() }),
  z.object({
    kind: z.literal('organization'),
    organizationId: z.string(),
    name: z.string(),
    roles: z.array(z.enum(roleCodes)),
    permissions: z.array(z.enum(permissionPoints)),
  }),
])
export type IdentityOption = z.infer<typeof identityOption>

export const me = z.object({
  accountId: z.string(),
  phoneMasked: z.string(),
  person: z
    .object({ name: z.string(), idNumberMasked: z.string(), verifiedAt: z.number(), simulated: z.boolean() })
    .nullable(),
  hasPassword: z.boolean(),
  identities: z.array(identityOption),
  active: activeIdentity,
})
export type Me = z.infer<typeof me>

/** State of a face check; `failed` carries the refusal code in `reason`. */
export const faceState = z.enum(['pending', 'passed', 'failed'])
export const faceReason = z.enum([
  'FACE_MISMATCH',
  'FACE_CANCELLED',
  'FACE_UNAVAILABLE',
  'FACE_FAILED',
  'IDENTITY_MISMATCH',
])

export const challengeView = z.object({
  challengeId: z.string(),
  method: authMethod,
  state: z.enum(['pending', 'passed', 'failed', 'expired']),
  expiresAt: z.number(),
  /** Page where the face check happens (face only). */
  faceUrl: z.string().optional(),
  reason: faceReason.optional(),
  triesLeft: z.number().optional(),
})
export type ChallengeView = z.infer<typeof challengeView>

/** A path of this app, with query and hash; never another site. */
export const appPath = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\s\\]*$/)

const sent = z.object({ resendAt: z.number(), expiresAt: z.number() })

export const identityActions = defineActions('identity', {
  sendCaptcha: spec({
    kind: 'command',
    guard: { who: 'anyone' },
    summary: 'Send a 6-digit code by SMS for signing in; 60 s between codes, valid 5 min.',
    input: z.object({ phone }),
    output: sent,
    errors: ['CAPTCHA_TOO_SOON', 'CAPTCHA_LIMIT'],
  }),
  signInByCaptcha: spec({
    kind: 'command',
    guard: { who: 'anyone' },
    summary:
      'Sign in with phone and code; creates the account on first use and binds the WeChat identity of the call.',
    input: z.object({ phone, code: captchaCode, consent: z.literal(true) }),
    output: me,
    errors: ['CAPTCHA_WRONG', 'CAPTCHA_EXPIRED'],
  }),
  signInByWechatPhone: spec({
    kind: 'command',
    guard: { who: 'anyone' },
    summary:
      'Sign in inside WeChat with the phone number that WeChat vouches for (code of the phone button).',
    input: z.object({ code: z.string().min(1).max(200), consent: z.literal(true) }),
    output: me,
    errors: ['SIGN_IN_REQUIRED', 'PHONE_INVALID', 'WECHAT_UNAVAILABLE'],
  }),
  signOut: spec({
    kind: 'command',
    guard: { who: 'account' },
    summary: 'End this session; in WeChat also unbinds the WeChat identity.',
    input: z.object({}),
    output: z.object({}),
    errors: [],
  }),
  whoAmI: spec({
    kind: 'query',
    guard: { who: 'anyone' },
    summary: 'The signed-in account with its identities, or null.',
    input: z.object({}),
    output: z.object({ me: me.nullable() }),
    errors: [],
  }),
  switchIdentity: spec({
    kind: 'command',
    guard: { who: 'account' },
    summary: 'Act as the person or as one of the companies from now on.',
    input: z.object({ identity: activeIdentity }),
    output: me,
    errors: ['MEMBER_INVALID'],
  }),
  startRealName: spec({
    kind: 'command',
    guard: { who: 'account' },
    summary:
      'Start personal real-name authentication: checks name and ID number, then opens a face check (ID-14, ID-81).',
    input: z.object({
      name: z.string().trim().min(2).max(40),
      idNumber: z.string().trim().toUpperCase().max(18),
      consentGeneral: z.literal(true),
      consentSensitive: z.literal(true),
      /** Where the provider's page should lead back to, a path of this app. */
      returnTo: appPath.optional(),
    }),
    output: z.object({ verificationId: z.string(), faceUrl: z.string(), expiresAt: z.number() }),
    errors: [
      'ALREADY_VERIFIED',
      'NAME_INVALID',
      'DOC_NUMBER_INVALID',
      'AGE_NOT_ALLOWED',
      'IDENTITY_TAKEN',
      'IDENTITY_MISMATCH',
      'FACE_LIMIT',
      'FACE_UNAVAILABLE',
    ],
  }),
  realNameStatus: spec({
    kind: 'command',
    guard: { who: 'account' },
    summary: 'Ask for the result of a running verification; a pass is recorded on the account (ID-25).',
    input: z.object({ verificationId: z.string() }),
    output: z.object({ state: faceState, reason: faceReason.optional(), me: me.optional() }),
    errors: ['NOT_FOUND', 'IDENTITY_TAKEN', 'ALREADY_VERIFIED'],
  }),
  sendPasswordCaptcha: spec({
    kind: 'command',
    guard: { who: 'person' },
    summary: 'Send a code to the own phone before setting or resetting the signing password (SIGN-13).',
    input: z.object({}),
    output: sent,
    errors: ['CAPTCHA_TOO_SOON', 'CAPTCHA_LIMIT'],
  }),
  setSigningPassword: spec({
    kind: 'command',
    guard: { who: 'person' },
    summary: 'Set or reset the 6-digit signing password with an SMS code (SIGN-13).',
    input: z.object({ code: captchaCode, password: z.string(), repeat: z.string() }),
    output: me,
    errors: ['PWD_FORMAT', 'PWD_REPEAT', 'CAPTCHA_WRONG', 'CAPTCHA_EXPIRED'],
  }),
  answerChallenge: spec({
    kind: 'command',
    guard: { who: 'person' },
    summary: 'Answer the SMS code or the signing password of a challenge of the own account.',
    input: z.object({ challengeId: z.string(), answer: z.string().max(20) }),
    output: challengeView,
    errors: ['CHALLENGE_INVALID', 'CAPTCHA_WRONG', 'CAPTCHA_EXPIRED', 'PWD', 'PWD_LOCKED', 'PWD_MISSING'],
  }),
  challengeStatus: spec({
    kind: 'command',
    guard: { who: 'person' },
    summary: 'State of a challenge of the own account; asks the face provider while it is pending.',
    input: z.object({ challengeId: z.string() }),
    output: challengeView,
    errors: ['CHALLENGE_INVALID'],
  }),
})
