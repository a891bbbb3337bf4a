import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { Press } from '@/components/ui/press'
import { Progress } from '@/components/ui/progress'
import { Spinner } from '@/components/ui/spinner'
import { View } from '@/components/ui/view'
import './upload.scss'

interface SendingProps {
  name: string
  /** What is being done with it. */
  note: string
  /** From 0 to 1 while it is on its way; undefined once it has arrived and is worked on. */
  done?: number
  progressLabel: string
  cancel: string
  onCancel: () => void
}

/** A file on its way. */
export function Sending({ name, note, done, progressLabel, cancel, onCancel }: SendingProps) {
  return (
    <Card className="sending">
      <View className="sending__row" role="status">
        {done === undefined ? <Spinner /> : <Icon name="upload" />}
        <View className="sending__words">
          <View className="sending__name">{name}</View>
          <View className="sending__note">
            {note}
            {done !== undefined && (
              // Seen, not read out at every step: the bar below has the value for whoever asks.
              <View as="span" aria-hidden>
                {` ${Math.round(done * 100)}%`}
              </View>
            )}
          </View>
        </View>
        <Press className="sending__cancel" onPress={onCancel}>
          {cancel}
        </Press>
      </View>
      <Progress value={done ?? 1} label={progressLabel} />
    </Card>
  )
}
