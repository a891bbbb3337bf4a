import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { PageFrame } from '@/components/ui/page-frame'
import { Skeleton } from '@/components/ui/skeleton'
import { Notice } from '@/components/ui/notice'
import { View } from '@/components/ui/view'
import { DropBox } from '@/components/upload/drop-box'
import { Sending } from '@/components/upload/sending'
import { useSignedIn } from '@/data/require-sign-in'
import { useTexts } from '@/locales/texts'
import { capabilities } from '@/platform/capabilities'
import { chooseFiles } from '@/platform/choose-file'
import { useFileDrop } from '@/platform/drop-file'
import { useWide } from '@/platform/wide'
import { Answers } from './answers'
import { Result } from './result'
import { useValidation } from './use-validation'
import { validateTexts } from './validate-texts'
import './validate.scss'

/** Whether a signed PDF, from wherever, was changed since it was signed (TOOL-10, TOOL-11). */
export default function ValidatePage() {
  const { me, answer } = useSignedIn()
  const { state, send, reset } = useValidation()
  const pick = async () => send(await chooseFiles({ endings: ['pdf'], most: 1 }))
  const t = useTexts(validateTexts)
  const wide = useWide()
  const done = state.step === 'done'

  return (
    <PageFrame
      title={t.title}
      back
      module="validate"
      wide={done ? 'full' : 'column'}
      bar={
        done &&
        !wide && (
          <Button icon="file" fill onPress={() => void pick()}>
            {t.again}
          </Button>
        )
      }
    >
      {/* Always there, so that screen readers hear it change. */}
      <View className="unseen" role="status">
        {state.step === 'done' &&
          `${t.result[state.validation.result]} ${t.reason[state.validation.verdict]}`}
      </View>
      {answer.isPending && <Skeleton />}
      {answer.isError && !me && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {me && <Validating state={state} onFiles={send} onPick={pick} onCancel={reset} />}
    </PageFrame>
  )
}

interface ValidatingProps {
  state: ReturnType<typeof useValidation>['state']
  onFiles: ReturnType<typeof useValidation>['send']
  onPick: () => Promise<void>
  onCancel: () => void
}

function Validating({ state, onFiles, onPick, onCancel }: ValidatingProps) {
  const t = useTexts(validateTexts)
  const over = useFileDrop((files) => void onFiles(files))

  if (state.step === 'uploading' || state.step === 'verifying') {
    const sending = state.step === 'uploading'
    return (
      <Sending
        name={state.name}
        note={sending ? t.uploading : t.verifying}
        done={sending ? state.done : undefined}
        progressLabel={t.uploadProgress}
        cancel={t.cancel}
        onCancel={onCancel}
      />
    )
  }
  if (state.step === 'done') {
    return over ? (
      <Box over onPick={onPick} />
    ) : (
      <Result validation={state.validation} onAnother={() => void onPick()} />
    )
  }

  return (
    <>
      <Box over={over} onPick={onPick} />
      {state.step === 'failed' && (
        <View className="validate__gap">
          <Notice tone="refused" alert>
            <View as="strong" className="validate__file">
              {state.name}
            </View>
            <View>{state.words}</View>
          </Notice>
        </View>
      )}
      {state.step === 'failed' && state.again && (
        <View className="validate__gap">
          <Button kind="quiet" icon="refresh" onPress={() => state.again && void onFiles([state.again])}>
            {t.retry}
          </Button>
        </View>
      )}
      <Answers />
    </>
  )
}

function Box({ over, onPick }: { over: boolean; onPick: () => Promise<void> }) {
  const t = useTexts(validateTexts)
  const wide = useWide()

  return (
    <DropBox
      icon="shield"
      over={over}
      title={over ? t.dropNow : t.pickTitle}
      text={wide ? t.dropText : t.pickText}
      limits={t.limits}
    >
      <Button icon="file" onPress={() => void onPick()}>
        {capabilities().host === 'browser' ? t.pick : t.pickChat}
      </Button>
    </DropBox>
  )
}
