import { useShareAppMessage } from '@tarojs/taro'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { PageFrame } from '@/components/ui/page-frame'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { View } from '@/components/ui/view'
import { isRefusal } from '@/data/query-client'
import { useSignedIn } from '@/data/require-sign-in'
import { useAnswer } from '@/data/use-answer'
import { useTexts } from '@/locales/texts'
import { capabilities } from '@/platform/capabilities'
import { copyText } from '@/platform/copy-text'
import { pathOf } from '@/platform/routes'
import { savePicture } from '@/platform/save-picture'
import { share } from '@/platform/share'
import { useParam } from '@/platform/use-param'
import { codeTexts } from './code-texts'
import { Poster, type SignCode } from './poster'
import { posterSvg } from './poster-svg'

/** The code and link by which the parties open the contract (MGT-17). */
export default function ContractCodePage() {
  const t = useTexts(codeTexts)
  const id = useParam('id') ?? ''
  const { me } = useSignedIn()
  const code = useAnswer('contract', 'getCode', { contractId: id }, { enabled: Boolean(me) })
  useShareAppMessage(() => ({
    title: code.data ? `${t.invites(code.data.inviterName)}：${code.data.name}` : t.title,
    path: code.data ? pathOf('landing', { code: code.data.code }) : pathOf('home'),
  }))
  const ended = isRefusal(code.error, 'BAD_STATE')

  return (
    <PageFrame title={t.title} back bar={code.data && <CodeBar code={code.data} />}>
      {code.isError && (
        <ErrorState
          title={ended ? t.endedTitle : undefined}
          text={ended ? t.endedText : undefined}
          error={code.error}
          onRetry={ended ? undefined : () => void code.refetch()}
        />
      )}
      {!code.data && !code.isError && <Skeleton count={1} shape="page" />}
      {code.data && (
        <>
          <Poster code={code.data} />
          <View as="p" className="poster-link">
            {code.data.url}
          </View>
        </>
      )}
    </PageFrame>
  )
}

function CodeBar({ code }: { code: SignCode }) {
  const t = useTexts(codeTexts)
  const able = capabilities()

  const copy = async () => {
    if (await copyText(code.url)) toast(t.copied, 'done')
    else toast(t.copyFailed, 'failed')
  }
  const save = async () => {
    const picture = posterSvg(code, { invites: t.invites(code.inviterName), how: t.how })
    if (await savePicture(picture, `${code.name}.png`)) toast(t.saved, 'done')
    else toast(t.saveFailed, 'failed')
  }

  return (
    <>
      {able.saveImage && (
        <Button kind="quiet" icon="download" onPress={() => void save()}>
          {t.saveImage}
        </Button>
      )}
      {able.shareToChat && able.host === 'browser' ? (
        <Button icon="share" fill onPress={() => void share(code.name, code.url)}>
          {t.send}
        </Button>
      ) : (
        <Button icon="link" fill onPress={() => void copy()}>
          {t.link}
        </Button>
      )}
    </>
  )
}
