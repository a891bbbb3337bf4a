import { useState } from 'react'
import { PageFrame } from '@/components/ui/page-frame'
import { Pills } from '@/components/ui/pills'
import { View } from '@/components/ui/view'
import { defineTexts, useTexts } from '@/locales/texts'
import { useParam } from '@/platform/use-param'
import { agreements, type AgreementKind } from './agreements'
import './index.scss'

const texts = defineTexts({ title: '协议与隐私' }, { title: 'Agreements and privacy' })
const kinds = ['terms', 'privacy', 'certificate'] as const satisfies readonly AgreementKind[]

export default function AgreementPage() {
  const t = useTexts(texts)
  const all = useTexts(agreements)
  const asked = useParam('kind')
  const [kind, setKind] = useState<AgreementKind>(kinds.find((known) => known === asked) ?? 'terms')

  return (
    <PageFrame
      title={t.title}
      back
      pinned={
        <Pills
          label={t.title}
          items={kinds.map((key) => ({ key, label: all[key].name }))}
          value={kind}
          onChange={setKind}
        />
      }
    >
      <View as="article" className="agreement">
        <View as="h2" className="t2">
          {all[kind].name}
        </View>
        {all[kind].paragraphs.map((paragraph) => (
          <View as="p" key={paragraph} className="agreement__paragraph">
            {paragraph}
          </View>
        ))}
      </View>
    </PageFrame>
  )
}
