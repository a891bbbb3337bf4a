import type { ActiveIdentity, IdentityOption, Me } from '#types/identity'

/** The identity that is acted under, with its name and rights. */
export function activeOption(me: Me): IdentityOption | undefined {
  return me.identities.find((option) => sameIdentity(option, me.active))
}

export function sameIdentity(option: IdentityOption, identity: ActiveIdentity): boolean {
  if (option.kind === 'person' || identity.kind === 'person') return option.kind === identity.kind
  return option.organizationId === identity.organizationId
}

export type Permission = Extract<IdentityOption, { kind: 'organization' }>['permissions'][number]

/** Whether to offer an act; the function decides again. */
export function may(me: Me | null | undefined, permission: Permission): boolean {
  const option = me ? activeOption(me) : undefined
  return option?.kind === 'organization' && option.permissions.includes(permission)
}
