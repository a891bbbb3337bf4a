/** Every page of the app; a page is opened by its name, never by a path written elsewhere. */
export const routes = {
  home: '/pages/home/index',
  contracts: '/pages/contracts/index',
  todo: '/pages/todo/index',
  me: '/pages/me/index',
  signIn: '/packages/account/sign-in/index',
  password: '/packages/account/password/index',
  agreement: '/packages/account/agreement/index',
  realName: '/packages/identity/real-name/index',
  contract: '/packages/contract/detail/index',
  contractCode: '/packages/contract/code/index',
  /** Landing of a signature code: who invites to what. `code` */
  landing: '/packages/sign/landing/index',
  /** Reading and signing. `id` */
  sign: '/packages/sign/read/index',
  /** The receipt after signing. `id` */
  signDone: '/packages/sign/done/index',
  /** First step: file, parties. */
  initiate: '/packages/initiate/setup/index',
  /** Second step: sign areas on the pages. */
  initiatePlace: '/packages/initiate/place/index',
  /** What was sent: code and link. `id` */
  initiateSent: '/packages/initiate/sent/index',
  /** Validation of a signed PDF from anywhere. */
  validate: '/packages/tools/validate/index',
} as const

export type Route = keyof typeof routes
export type TabRoute = 'home' | 'contracts' | 'todo' | 'me'

const tabs: readonly Route[] = ['home', 'contracts', 'todo', 'me']

export function isTab(route: Route): route is TabRoute {
  return tabs.includes(route)
}

/** Path with query, e.g. `/packages/contract/detail/index?id=…`; parameters without value are left out. */
export function pathOf(route: Route, params: Record<string, string | undefined> = {}): string {
  const query = Object.entries(params)
    .filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '')
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&')

  return query ? `${routes[route]}?${query}` : routes[route]
}

/**
 * A path of this app that may be returned to after signing in; anything else gives undefined,
 * so that a forged link cannot lead elsewhere.
 */
export function ownPath(path: string | undefined): string | undefined {
  if (!path) return undefined
  const [page = ''] = path.split('?')

  return Object.values(routes).some((route) => route === page) ? path : undefined
}
