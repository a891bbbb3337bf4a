import Taro from '@tarojs/taro'
import { isTab, ownPath, pathOf, type Route } from './routes'

type Params = Record<string, string | undefined>

/** Opens a page over the present one; a tab page takes the place of everything. */
export function openPage(route: Route, params?: Params): void {
  if (isTab(route)) void Taro.switchTab({ url: pathOf(route) })
  else void Taro.navigateTo({ url: pathOf(route, params) })
}

/** Opens a page instead of the present one, so that “back” does not return to it. */
export function replacePage(route: Route, params?: Params): void {
  if (isTab(route)) void Taro.switchTab({ url: pathOf(route) })
  else void Taro.redirectTo({ url: pathOf(route, params) })
}

/** Goes to a path remembered earlier, e.g. after signing in; home when it is none of ours. */
export function returnTo(path: string | undefined): void {
  const own = ownPath(path)
  const tab = own && own.startsWith('/pages/')
  // The page that led to signing in still lies below: go back to it instead of opening it twice.
  if (own && routeBelow() === own.split('?')[0]) void Taro.navigateBack()
  else if (!own) void Taro.switchTab({ url: pathOf('home') })
  else if (tab) void Taro.switchTab({ url: own.split('?')[0] ?? own })
  else void Taro.redirectTo({ url: own })
}

/** Path of the page under the present one, without query. */
function routeBelow(): string | undefined {
  const pages = Taro.getCurrentPages()
  const below: { route?: unknown; path?: unknown } | undefined = pages[pages.length - 2]
  const path = below?.route ?? below?.path
  if (typeof path !== 'string') return undefined
  const [bare = ''] = path.split('?')

  return bare.startsWith('/') ? bare : `/${bare}`
}

/** Back, or home when this page was opened by a link. */
export function goBack(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else void Taro.switchTab({ url: pathOf('home') })
}

/** Path of the page in view with its query, to come back to it. */
export function currentPath(): string | undefined {
  const page = Taro.getCurrentInstance().router
  if (!page) return undefined
  const route = page.path.startsWith('/') ? page.path : `/${page.path}`
  const [bare = route] = route.split('?')
  const query = Object.entries(page.params)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[0].startsWith('$'))
    .filter(([key]) => key !== 'stamp')
    // Hosts hand values over as they stand in the link: still encoded.
    .map(([key, value]) => `${key}=${value}`)
    .join('&')

  return query ? `${bare}?${query}` : bare
}
