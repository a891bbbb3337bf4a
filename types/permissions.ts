/**
 * Permission points of an organization, granted through roles (organization.md §3).
 * An employee without any role may only view and sign contracts of his own (ORG-33).
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

/** Default roles of every organization (organization.md §3.2). They cannot be edited, disabled or deleted (ORG-27). */
export const roleCodes = [
  'super-admin',
  'legal-representative',
  'it-admin',
  'contract-admin',
  'template-admin',
  'seal-admin',
  'seal-approver',
  'department-admin',
  'business',
] as const

export type RoleCode = (typeof roleCodes)[number]

export const roleNames: Record<RoleCode, { zh: string; en: string }> = {
  'super-admin': { zh: '超级管理员', en: 'Super administrator' },
  'legal-representative': { zh: '法定代表人', en: 'Legal representative' },
  'it-admin': { zh: 'IT 信息管理员', en: 'IT information administrator' },
  'contract-admin': { zh: '企业合同管理员', en: 'Corporate contract administrator' },
  'template-admin': { zh: '企业模板管理员', en: 'Enterprise template administrator' },
  'seal-admin': { zh: '企业印章管理员', en: 'Corporate seal administrator' },
  'seal-approver': { zh: '印章审批岗', en: 'Seal approval position' },
  'department-admin': { zh: '部门管理员', en: 'Department administrator' },
  business: { zh: '业务员', en: 'Businessman' },
}

/**
 * What each default role may do: the matrix of organization.md §3.3, reduced to the points above.
 * `department-admin` has no organization-wide point: his scope is his department.
 */
export const permissionsOfRole: Record<RoleCode, readonly PermissionPoint[]> = {
  'super-admin': permissionPoints,
  'legal-representative': permissionPoints,
  'it-admin': ['org.view', 'org.manage', 'billing.view'],
  'contract-admin': [
    'contract.initiate',
    'contract.view.organization',
    'contract.revoke.organization',
    'seal.use',
    'org.view',
  ],
  'template-admin': ['org.view'],
  'seal-admin': ['seal.use', 'seal.manage', 'org.view'],
  'seal-approver': ['seal.use', 'org.view'],
  'department-admin': ['contract.initiate', 'seal.use', 'org.view'],
  business: ['contract.initiate', 'seal.use', 'org.view'],
}

/** Permissions of several roles add up (ORG-26); in the order of {@link permissionPoints}. */
export function permissionsOf(roles: readonly RoleCode[]): PermissionPoint[] {
  return permissionPoints.filter((point) => roles.some((role) => permissionsOfRole[role].includes(point)))
}
