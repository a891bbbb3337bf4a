import type { Validation } from '#types/verification'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import { View } from '@/components/ui/view'
import { Findings } from '@/components/verification/findings'
import { proofTexts } from '@/components/verification/proof-texts'
import { Revisions } from '@/components/verification/revisions'
import { SignatureItem } from '@/components/verification/signature-item'
import { useTexts } from '@/locales/texts'
import { fullStamp } from '@/locales/when'
import { openPage } from '@/platform/navigate'
import { useWide } from '@/platform/wide'
import { FileFacts } from './file-facts'
import { validateTexts } from './validate-texts'
import { vouchingOf } from './vouching'

const icons = { intact: 'check', tampered: 'close', failed: 'minus' } as const

/** The answer in one of three words, then what it rests on. */
export function Result({ validation, onAnother }: { validation: Validation; onAnother: () => void }) {
  const wide = useWide()
  const t = useTexts(validateTexts)
  const proof = useTexts(proofTexts)
  const { result, verdict, file, findings, signatures, revisions } = validation
  const deciding = findings.filter(({ severity }) => severity === 'tampered' || severity === 'doubt')
  const reasons = result === 'failed' ? findings : deciding
  const others = findings.filter((finding) => !reasons.includes(finding))
  // What happened to a file is of interest where somebody signed it.
  const changed = signatures.length > 0 && revisions.some(({ changes }) => changes.length > 0)

  return (
    <>
      <View as="section" className={`answer answer--${result}`}>
        <View className="answer__sign" aria-hidden>
          <Icon name={icons[result]} size={24} weight={2} />
        </View>
        <View className="grow">
          <View as="h2" className="answer__word">
            {t.result[result]}
          </View>
          <View as="p" className="answer__reason">
            {t.reason[verdict]}
          </View>
          <View as="p" className="t5 c-ink2 validate__file">
            {file.name}
          </View>
        </View>
        {wide && (
          <Button kind="quiet" size="small" icon="file" onPress={onAnother}>
            {t.again}
          </Button>
        )}
      </View>
      <Vouching validation={validation} />
      <OwnContract contract={validation.contract} />
      <View className="validate__columns">
        <View className="validate__column">
          {reasons.length > 0 && (
            <Card className="validate__gap">
              <View as="h3" className="t4b validate__head">
                {t.why}
              </View>
              <Findings findings={reasons} />
            </Card>
          )}
          {signatures.length > 0 && (
            <Card className="validate__gap">
              <View as="h3" className="t4b validate__head">
                {t.signatures(validation.found)}
              </View>
              <View as="ol">
                {signatures.map((signature, i) => (
                  <SignatureItem key={i} signature={signature} stampName={proof.stamp} />
                ))}
              </View>
            </Card>
          )}
        </View>
        <View className="validate__column">
          {others.length > 0 && (
            <Card className="validate__gap">
              <View as="h3" className="t4b validate__head">
                {t.noticed}
              </View>
              <Findings findings={others} />
            </Card>
          )}
          {changed && (
            <Card className="validate__gap">
              <View as="h3" className="t4b validate__head">
                {proof.changes}
              </View>
              <Revisions revisions={revisions} />
            </Card>
          )}
          <Card className="validate__gap">
            <FileFacts file={file} checkedAt={fullStamp(validation.checkedAt)} />
          </Card>
          {validation.truncated && (
            <View as="p" className="t5 c-ink3 validate__gap">
              {t.truncated}
            </View>
          )}
        </View>
      </View>
    </>
  )
}

/** An intact file says nothing yet of who its signers are: that rests on who issued their certificates. */
function Vouching({ validation }: { validation: Validation }) {
  const t = useTexts(validateTexts)
  const vouching = vouchingOf(validation)
  if (!vouching) return null
  const vouched = vouching.kind === 'vouched'

  return (
    <View className="validate__gap">
      <Notice tone={vouched ? 'done' : 'wait'} icon={vouched ? 'shield' : 'warning'}>
        {vouching.kind === 'vouched' ? t.vouched : t[vouching.kind](vouching.count)}
      </Notice>
    </View>
  )
}

const matchTones = { newest: 'info', earlier: 'wait', different: 'refused' } as const

function OwnContract({ contract }: { contract: Validation['contract'] }) {
  const t = useTexts(validateTexts)
  if (!contract) return null
  const { id, name, match } = contract

  return (
    <View className="validate__gap">
      <Notice tone={matchTones[match]} icon="file">
        <View>{t.contract[match](name)}</View>
        <View className="validate__open">
          <Button kind="quiet" size="small" onPress={() => openPage('contract', { id })}>
            {t.openContract}
          </Button>
        </View>
      </Notice>
    </View>
  )
}
