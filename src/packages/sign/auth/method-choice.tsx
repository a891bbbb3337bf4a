import type { AuthMethod } from '#types/identity'
import { Icon } from '@/components/ui/icon'
import { Press } from '@/components/ui/press'
import { RadioMark } from '@/components/ui/radio'
import { Card } from '@/components/ui/card'
import { View } from '@/components/ui/view'
import { useTexts } from '@/locales/texts'
import { signTexts } from '../texts'

const icons = { face: 'face', captcha: 'message', password: 'lock' } as const

export interface MethodChoiceProps {
  methods: readonly AuthMethod[]
  value: AuthMethod | undefined
  usual: string | undefined
  phone: string
  hasPassword: boolean
  onChange: (method: AuthMethod) => void
}

/** Only the methods of the plan that this person may use. */
export function MethodChoice({ methods, value, usual, phone, hasPassword, onChange }: MethodChoiceProps) {
  const t = useTexts(signTexts)
  const noteOf = (method: AuthMethod) => {
    if (method === 'captcha') return t.methodNotes.captcha(phone)
    if (method === 'password') return hasPassword ? t.methodNotes.password : t.methodNotes.passwordMissing
    return t.methodNotes.face
  }

  return (
    <>
      <View as="h3" className="t4b auth__choose">
        {t.choose}
      </View>
      <Card flush>
        <View role="radiogroup" aria-label={t.choose}>
          {methods.map((method) => (
            <Press
              key={method}
              role="radio"
              checked={method === value}
              className="method"
              onPress={() => onChange(method)}
            >
              <View className={method === value ? 'method__icon method__icon--on' : 'method__icon'}>
                <Icon name={icons[method]} size={20} />
              </View>
              <View className="method__words">
                <View className="method__name">
                  <View as="span">{t.methods[method]}</View>
                  {method === usual && (
                    <View as="span" className="method__usual">
                      {t.usual}
                    </View>
                  )}
                </View>
                <View className="method__note">{noteOf(method)}</View>
              </View>
              <RadioMark checked={method === value} />
            </Press>
          ))}
        </View>
      </Card>
    </>
  )
}
