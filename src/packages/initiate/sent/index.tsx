import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { PageFrame } from '@/components/ui/page-frame'
import { Press } from '@/components/ui/press'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { View } from '@/components/ui/view'
import { isRefusal } from '@/data/query-client'
import { useSignedIn } from '@/data/require-sign-in'
import { useAnswer } from '@/data/use-answer'
import { useTexts } from '@/locales/texts'
import { capabilities } from '@/platform/capabilities'
import { copyText } from '@/platform/copy-text'
import { openPage, replacePage } from '@/platform/navigate'
import { pathOf } from '@/platform/routes'
import { savePicture } from '@/platform/save-picture'
import { codeTexts } from '../../contract/code/code-texts'
import { Poster, type SignCode } from '../../contract/code/poster'
import { posterSvg } from '../../contract/code/poster-svg'
import { initiateTexts } from '../texts'
import './sent.scss'

/** The contract is on its way: code and link for the parties (CON-48). */
export default function SentPage() {
  const t = useTexts(initiateTexts)
  const { id = '' } = useRouter().params
  const { me } = useSignedIn()
  const answer = useAnswer('contract', 'getCode', { contractId: id }, { enabled: id !== '' && Boolean(me) })
  const code = answer.data
  const gone = isRefusal(answer.error, 'BAD_STATE')
  useShareAppMessage(() => ({
    title: code ? `${t.invites(code.inviterName)}：${code.name}` : t.title,
    path: code ? pathOf('landing', { code: code.code }) : pathOf('home'),
  }))

  return (
    <PageFrame title={t.sentTitle} back={() => openPage('home')} bar={<SentBar id={id} code={code} />}>
      <View className="sent" role="status">
        <View className="sent__ring" aria-hidden>
          <Icon name="check" size={28} />
        </View>
        <View as="h2" className="t2">
          {t.sentHead}
        </View>
        <View as="p" className="c-ink2">
          {t.sentText}
        </View>
      </View>
      {answer.isPending && <Skeleton count={1} shape="page" />}
      {answer.isError && !code && (
        <ErrorState
          title={gone ? t.codeGone : undefined}
          text={gone ? t.codeGoneText : undefined}
          error={answer.error}
          onRetry={gone ? undefined : () => void answer.refetch()}
        />
      )}
      {code && (
        <>
          <Poster code={code} />
          <View as="p" className="sent__link">
            {code.url}
          </View>
        </>
      )}
    </PageFrame>
  )
}

function SentBar({ id, code }: { id: string; code: SignCode | undefined }) {
  const t = useTexts(initiateTexts)
  const words = useTexts(codeTexts)
  const able = capabilities()

  const copy = async (url: string) => {
    if (await copyText(url)) toast(t.copied, 'done')
    else toast(t.copyFailed, 'failed')
  }
  const save = async (shown: SignCode) => {
    const picture = posterSvg(shown, { invites: words.invites(shown.inviterName), how: words.how })
    if (await savePicture(picture, `${shown.name}.png`)) toast(t.saved2, 'done')
    else toast(t.saveFailed, 'failed')
  }

  return (
    <>
      {code && (
        <Press className="sent__side" onPress={() => void copy(code.url)}>
          <Icon name="link" />
          <View as="span">{t.link}</View>
        </Press>
      )}
      {code && able.saveImage && (
        <Button kind="quiet" icon="download" onPress={() => void save(code)}>
          {t.saveImage}
        </Button>
      )}
      <Button fill onPress={() => replacePage('contract', { id })}>
        {t.viewContract}
      </Button>
    </>
  )
}
