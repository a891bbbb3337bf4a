/** Tells browsers and screen readers which language the page speaks. */
export function announceLanguage(language: 'zh' | 'en'): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}
