import type { Me } from '#types/identity'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { confirm } from '@/components/ui/dialog'
import { ListRow } from '@/components/ui/list-row'
import { Picker } from '@/components/ui/picker'
import { toast } from '@/components/ui/toast'
import { View } from '@/components/ui/view'
import { becomeMe } from '@/data/session'
import { useCommand } from '@/data/use-command'
import { setLanguage, useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { dayOf } from '@/locales/when'
import { openPage } from '@/platform/navigate'
import { forgetPerson } from '@/platform/storage'
import { meTexts } from './me-texts'

/** Real name and signing password of the person. */
export function PersonSettings({ me }: { me: Me }) {
  const t = useTexts(meTexts)
  const language = useLanguage()

  return (
    <>
      <View as="h2" className="me__name">
        {t.security}
      </View>
      <Card flush>
        {me.person ? (
          <>
            <ListRow label={t.idNumber} value={me.person.idNumberMasked} />
            <ListRow
              label={t.verifiedAt}
              note={me.person.simulated ? t.simulated : undefined}
              value={dayOf(me.person.verifiedAt, language)}
            />
            <ListRow
              label={t.password}
              value={me.hasPassword ? t.passwordSet : t.passwordMissing}
              onPress={() => openPage('password')}
            />
          </>
        ) : (
          <>
            <ListRow label={t.realName} value={t.realNameGo} onPress={() => openPage('realName')} />
            <ListRow label={t.password} value={t.needsRealName} />
          </>
        )}
      </Card>
    </>
  )
}

/** What can be done with contracts of any platform (TOOL-11). */
export function ContractTools() {
  const t = useTexts(meTexts)

  return (
    <>
      <View as="h2" className="me__name">
        {t.tools}
      </View>
      <Card flush>
        <ListRow
          icon="shield"
          label={t.validate}
          note={t.validateNote}
          onPress={() => openPage('validate')}
        />
      </Card>
    </>
  )
}

/** Language, agreements. */
export function AppSettings() {
  const t = useTexts(meTexts)
  const language = useLanguage()

  return (
    <>
      <View as="h2" className="me__name">
        {t.settings}
      </View>
      <Card flush>
        <Picker
          title={t.language}
          options={(['zh', 'en'] as const).map((key) => ({ key, label: t.languages[key] }))}
          value={language}
          onChange={setLanguage}
        >
          {(open) => <ListRow label={t.language} value={t.languages[language]} onPress={open} />}
        </Picker>
        <ListRow label={t.agreements} onPress={() => openPage('agreement')} />
      </Card>
    </>
  )
}

export function SignOut() {
  const t = useTexts(meTexts)
  const language = useLanguage()
  const out = useCommand('identity', 'signOut')

  const leave = async () => {
    if (!(await confirm({ title: t.signOutTitle, text: t.signOutText, confirm: t.signOut }))) return
    if (!(await out.run({}))) return
    becomeMe(null)
    forgetPerson()
    toast(t.signedOut)
    openPage('home')
  }

  return (
    <View className="me__out">
      <Button kind="quiet" fill busy={out.busy} onPress={() => void leave()}>
        {t.signOut}
      </Button>
      {out.error && (
        <View className="c-refused" role="alert">
          {out.error.words[language]}
        </View>
      )}
    </View>
  )
}
