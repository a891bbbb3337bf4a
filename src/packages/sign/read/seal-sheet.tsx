import { useState } from 'react'
import type { ActionOutput } from '#types/api'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { ErrorState } from '@/components/ui/error-state'
import { Press } from '@/components/ui/press'
import { Sheet } from '@/components/ui/sheet'
import { Skeleton } from '@/components/ui/skeleton'
import { SvgPicture } from '@/components/ui/svg-picture'
import { Tick } from '@/components/ui/tick'
import { View } from '@/components/ui/view'
import { useTexts } from '@/locales/texts'
import type { Mark, OwnField } from '../sign-session'
import { signTexts } from '../texts'
import './sheets.scss'

export interface SealSheetProps {
  field: OwnField
  others: readonly OwnField[]
  seals: {
    data?: ActionOutput<'seal', 'listSeals'>
    isError: boolean
    isPending: boolean
    error: unknown
    refetch: () => Promise<unknown>
  }
  onUse: (marks: Mark[]) => void
  onClose: () => void
}

/** Only seals that this handler may use now are offered (SIGN-05). */
export function SealSheet({ field, others, seals, onUse, onClose }: SealSheetProps) {
  const t = useTexts(signTexts)
  const usable = seals.data?.items.filter((seal) => seal.canUse && seal.state === 'enabled') ?? []
  const [picked, setPicked] = useState<string>()
  const [everywhere, setEverywhere] = useState(true)
  const chosen = usable.find((seal) => seal.id === picked) ?? usable[0]

  const act = () => {
    if (!chosen) return
    const fields = everywhere ? [field, ...others] : [field]
    onUse(fields.map(({ id }) => ({ fieldId: id, sealId: chosen.id })))
  }

  return (
    <Sheet
      open
      title={t.seal}
      onClose={onClose}
      bar={
        chosen && (
          <Button fill onPress={act}>
            {t.useSeal}
          </Button>
        )
      }
    >
      {seals.isPending && <Skeleton count={2} shape="row" />}
      {seals.isError && !seals.data && (
        <ErrorState error={seals.error} onRetry={() => void seals.refetch()} />
      )}
      {seals.data && usable.length === 0 && <Empty title={t.noSeal} text={t.noSealText} />}
      {usable.length > 0 && (
        <View className="sign-sheet">
          <View className="choices" role="radiogroup" aria-label={t.seal}>
            {usable.map((seal) => (
              <View key={seal.id} className="choices__cell">
                <Press
                  role="radio"
                  checked={seal.id === chosen?.id}
                  className={
                    seal.id === chosen?.id ? 'choice choice--on choice--seal' : 'choice choice--seal'
                  }
                  onPress={() => setPicked(seal.id)}
                >
                  <SvgPicture svg={seal.svg} alt="" className="choice__picture" />
                  <View as="span" className="choice__name">
                    {seal.name}
                  </View>
                </Press>
              </View>
            ))}
          </View>
          {others.length > 0 && (
            <Tick checked={everywhere} onChange={setEverywhere}>
              {t.alsoOthers(others.length)}
            </Tick>
          )}
        </View>
      )}
    </Sheet>
  )
}
