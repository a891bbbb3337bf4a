/** Mini-programs have no document language. */
export function announceLanguage(_language: 'zh' | 'en'): void {}
