import type { ContractDetail, PartyView } from '#types/contract'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Press } from '@/components/ui/press'
import { View } from '@/components/ui/view'
import { useTexts } from '@/locales/texts'
import { openPage } from '@/platform/navigate'
import type { Progress, ReadingStep } from '../sign-session'
import { signTexts } from '../texts'

export interface ReadingBarProps {
  contract: ContractDetail
  party: PartyView | null
  signable: boolean
  progress: Progress
  step: ReadingStep
  nextIsSeal: boolean
  onAct: () => void
  onChange: () => void
  onMore: () => void
}

/**
 * 更多, and the one button: the next place, counted; to the end; confirm. It stays ink blue: cinnabar is kept for
 * the act that signs, after the verification.
 */
export function ReadingBar(props: ReadingBarProps) {
  const t = useTexts(signTexts)
  const { signable, progress, step, nextIsSeal } = props
  const allDone = progress.next === null

  return (
    <View className="reading">
      <Press className="reading__side" onPress={props.onMore}>
        <Icon name="more" />
        <View as="span">{t.more}</View>
      </Press>
      {!signable && <NotNow contract={props.contract} party={props.party} />}
      {signable && allDone && (
        <Press className="reading__side" onPress={props.onChange}>
          <Icon name="refresh" />
          <View as="span">{props.party?.kind === 'organization' ? t.changeSeal : t.change}</View>
        </Press>
      )}
      {signable && step === 'go-to-next' && (
        <Press className="reading__next" onPress={props.onAct}>
          <Icon name="arrowDown" size={20} weight={1.5} />
          <View as="span" className="reading__word">
            {nextIsSeal ? t.nextSeal : t.next}
          </View>
          <View as="span" className="reading__count">
            {progress.at}
            <View as="span" className="reading__of">{` / ${progress.total}`}</View>
          </View>
        </Press>
      )}
      {signable && step === 'read-to-end' && (
        <Button fill icon="arrowDown" onPress={props.onAct}>
          {t.readToEnd}
        </Button>
      )}
      {signable && step === 'confirm' && (
        <Button fill onPress={props.onAct}>
          {`${t.confirm}  ${progress.total} / ${progress.total}`}
        </Button>
      )}
    </View>
  )
}

/** Why there is nothing to sign, and where to go instead. */
function NotNow({ contract, party }: { contract: ContractDetail; party: PartyView | null }) {
  const t = useTexts(signTexts)
  const running = contract.status.startsWith('PENDING_') && contract.endedAt === null
  const words = !running
    ? t.ended
    : party?.state === 'SIGNED'
      ? t.signedAlready
      : party?.state === 'WAITING'
        ? t.waiting
        : t.notParty

  return (
    <>
      <View className="reading__words" role="status">
        {words}
      </View>
      <Button kind="quiet" onPress={() => openPage('contract', { id: contract.id })}>
        {t.detail}
      </Button>
    </>
  )
}
