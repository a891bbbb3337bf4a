import { DialogHost } from '@/components/ui/dialog/host'
import { Icon } from '@/components/ui/icon'
import { ProductMark } from '@/components/ui/product-mark'
import { ToastHost } from '@/components/ui/toast/host'
import { useTexts } from '@/locales/texts'
import { uiTexts } from '@/locales/ui-texts'
import { SignInForm } from '@/packages/account/sign-in/sign-in-form'
import { signInTexts } from '@/packages/account/sign-in/sign-in-texts'
import type { SignInView } from '@/packages/account/sign-in/sign-in-view'
import { usePageTitle } from '@/platform/page-title'
import { LanguageSwitch } from './language-switch'
import { SampleSeal } from './sample-seal'
import './sign-in.scss'

const points = [
  { key: 'verify', icon: 'shield' },
  { key: 'seal', icon: 'stamp' },
  { key: 'roles', icon: 'people' },
] as const

/** One line of promise, one form. */
export default function SignInOnDesk({ onDone }: SignInView) {
  const t = useTexts(signInTexts)
  const ui = useTexts(uiTexts)
  usePageTitle(`${t.title} · ${ui.appName}`)

  return (
    <div className="desk-sign-in">
      <aside className="desk-sign-in__side">
        <div className="desk-sign-in__brand">
          <ProductMark size={48} />
          <span className="t2">{ui.appName}</span>
        </div>
        <p className="desk-sign-in__slogan">{t.slogan}</p>
        <p className="desk-sign-in__promise">{t.promise}</p>
        <ul className="desk-sign-in__points">
          {points.map(({ key, icon }) => (
            <li key={key}>
              <Icon name={icon} size={20} />
              {t.points[key]}
            </li>
          ))}
        </ul>
        <div className="desk-sign-in__paper" aria-hidden="true">
          <p className="desk-sign-in__paper-name">{t.sampleName}</p>
          <p>{t.sampleText}</p>
          <SampleSeal />
        </div>
      </aside>
      <main className="desk-sign-in__main">
        <div className="desk-sign-in__card">
          <h1 className="t2">{t.title}</h1>
          <SignInForm onDone={onDone} />
        </div>
        <LanguageSwitch />
      </main>
      <DialogHost />
      <ToastHost />
    </div>
  )
}
