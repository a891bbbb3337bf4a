import type { ConversionNotice } from '#types/document'
import { uploadEndings, uploadLimits } from '#types/upload'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import { Press } from '@/components/ui/press'
import { TextInput } from '@/components/ui/text-input'
import { View } from '@/components/ui/view'
import { DropBox } from '@/components/upload/drop-box'
import { Sending } from '@/components/upload/sending'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { capabilities } from '@/platform/capabilities'
import { chooseFiles, choosePictures } from '@/platform/choose-file'
import { useFileDrop } from '@/platform/drop-file'
import { useWide } from '@/platform/wide'
import { faultAt } from '../fault-words'
import { shownSize } from '@/locales/file-size'
import { initiateTexts } from '../texts'
import type { Setup } from './use-setup'
import './setup.scss'

/** The file: chosen, dropped, on its way, refused with its reason, or there. */
export function FilePart({ setup }: { setup: Setup }) {
  const t = useTexts(initiateTexts)
  const { draft, upload } = setup
  const { state, send } = upload
  const over = useFileDrop((files) => void send(files))
  const browser = capabilities().host === 'browser'
  const wide = useWide()

  const pick = async () => {
    void send(await chooseFiles({ endings: uploadEndings, most: uploadLimits.images }))
  }
  const pickPictures = async () => {
    void send(await choosePictures(uploadLimits.images))
  }
  const failure = state.step === 'failed' && (
    <View className="file__failure">
      <Notice tone="refused" alert>
        <View as="strong">{state.name}</View>
        <View>{state.words}</View>
      </Notice>
    </View>
  )

  if (state.step === 'uploading' || state.step === 'converting' || state.step === 'checking') {
    return (
      <Sending
        name={state.name}
        note={
          state.step === 'uploading' ? t.uploading : state.step === 'converting' ? t.converting : t.checking
        }
        done={state.step === 'uploading' ? state.done : undefined}
        progressLabel={t.uploadProgress}
        cancel={t.cancel}
        onCancel={upload.cancel}
      />
    )
  }

  if (draft.file) {
    return (
      <>
        <Chosen setup={setup} onChange={() => void pick()} />
        {failure}
      </>
    )
  }

  return (
    <>
      <DropBox
        id="control-file"
        over={over}
        title={over ? t.dropNow : t.pickTitle}
        text={wide ? t.dropText : ''}
        limits={t.pickText}
      >
        <Button icon="file" onPress={() => void pick()}>
          {browser ? t.pick : t.pickChat}
        </Button>
        {!browser && (
          <View className="drop__more">
            <Button kind="quiet" icon="scan" onPress={() => void pickPictures()}>
              {t.pickPictures}
            </Button>
          </View>
        )}
      </DropBox>
      {failure}
      {state.step === 'failed' && state.again && (
        <View className="file__again">
          <Button kind="quiet" icon="refresh" onPress={() => state.again && void send(state.again)}>
            {t.retry}
          </Button>
        </View>
      )}
    </>
  )
}

function Chosen({ setup, onChange }: { setup: Setup; onChange: () => void }) {
  const t = useTexts(initiateTexts)
  const language = useLanguage()
  const { draft, change, faults } = setup
  const error = faultAt(faults, 'name', language) ?? faultAt(faults, 'file', language)
  if (!draft.file) return null

  return (
    <Card className="file">
      <View className="file__row">
        <View className="file__kind" aria-hidden>
          PDF
        </View>
        <View className="file__words">
          <View className="file__edit">
            <TextInput
              id="control-name"
              className="file__input"
              value={draft.name}
              label={t.name}
              placeholder={t.namePlaceholder}
              maxLength={200}
              invalid={Boolean(error)}
              onChange={(name) => change((before) => ({ ...before, name, nameTyped: true }))}
            />
            <Icon name="pen" size={16} className="file__pen" />
          </View>
          <View className="file__note">
            {t.fileNote(draft.file.pages.length, shownSize(draft.file.size))}
          </View>
        </View>
        <Press className="file__change" onPress={onChange}>
          {t.change}
        </Press>
      </View>
      <Notices notices={draft.file.notices ?? []} />
      {error && (
        <View className="file__error" role="alert">
          {error}
        </View>
      )}
    </Card>
  )
}

/** What could not be drawn as in the original; the initiator compares before he sends. */
function Notices({ notices }: { notices: readonly ConversionNotice[] }) {
  const t = useTexts(initiateTexts)
  const language = useLanguage()
  if (notices.length === 0) return null

  return (
    <View className="file__notices">
      <Notice tone="wait" icon="warning">
        <View as="strong">{t.convertedWith}</View>
        <View role="list">
          {notices.map(({ code, count, message }, i) => (
            <View key={`${code}${i}`} role="listitem">
              {message[language]}
              {count > 1 ? t.times(count) : ''}
            </View>
          ))}
        </View>
      </Notice>
    </View>
  )
}
