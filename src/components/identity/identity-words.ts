import type { IdentityOption } from '#types/identity'
import { roleNames } from '#types/permissions'
import type { Language } from '@/locales/language'
import { defineTexts } from '@/locales/texts'

export const identityWords = defineTexts(
  {
    person: '个人',
    unnamed: '未实名用户',
    member: '成员',
    switchTitle: '切换身份',
    switchNote: '合同和待办按身份分开。',
    switched: (name: string) => `已切换到 ${name}`,
  },
  {
    person: 'Personal',
    unnamed: 'Not verified yet',
    member: 'Member',
    switchTitle: 'Switch identity',
    switchNote: 'Contracts and to-dos are kept apart by identity.',
    switched: (name: string) => `You now act as ${name}`,
  },
)

/** Names of an organization's roles; a role this version does not know keeps its code. */
export function roleWords(roles: readonly string[], language: Language): string[] {
  const known: Partial<Record<string, { zh: string; en: string }>> = roleNames
  return roles.map((role) => known[role]?.[language] ?? role)
}

/** The name an identity is shown under. */
export function identityName(option: IdentityOption, unnamed: string): string {
  return option.name ?? unnamed
}
