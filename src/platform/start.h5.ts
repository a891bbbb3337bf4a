import '../styles/browser.scss'
import { language } from '../locales/language'
import { announceLanguage } from './page-language.h5'

/** Once, before the first page. The query cache follows the browser's own events. */
export function startPlatform(): void {
  announceLanguage(language())
}

export function appShown(): void {}

export function appHidden(): void {}
