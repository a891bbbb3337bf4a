import { setLanguage, useLanguage } from '@/locales/language'
import './language-switch.scss'

/** The other language, named in itself. */
export function LanguageSwitch() {
  const language = useLanguage()
  const other = language === 'zh' ? 'en' : 'zh'

  return (
    <button
      type="button"
      className="desk-link"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => setLanguage(other)}
    >
      {other === 'zh' ? '简体中文' : 'English'}
    </button>
  )
}
