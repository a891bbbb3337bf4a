/**
 * Permission points of an organization, granted through roles (organization.md §3).
 * An employee without any role may only view and sign contracts of his own.
 */
export const permissionPoints = [
  'contract.initiate',
  'contract.view.organization',
  'contract.revoke.organization',
  'seal.use',
  'seal.manage',
  'org.view',
  'org.manage',
  'billing.view',
] as const

export type PermissionPoint = (typeof permissionPoints)[number]
