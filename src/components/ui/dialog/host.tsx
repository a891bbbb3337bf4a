import { useEffect, useId, useState, useSyncExternalStore } from 'react'
import { Button } from '../button'
import { Overlay } from '../overlay'
import { TextInput } from '../text-input'
import { View } from '../view'
import { frontDialog, settle, watchDialogs, type DialogRequest } from './queue'
import './index.scss'

/** Draws the dialog in front; PageFrame carries one. */
export function DialogHost() {
  const request = useSyncExternalStore(watchDialogs, frontDialog, frontDialog)

  return request ? <DialogBox key={request.title} request={request} /> : null
}

function DialogBox({ request }: { request: DialogRequest }) {
  const id = useId()
  const [words, setWords] = useState('')
  const [missing, setMissing] = useState(false)
  const { field } = request

  // A page that goes away takes its question with it.
  useEffect(() => () => settle(request, null), [request])

  const agree = () => {
    const answer = words.trim()
    if (field && !answer) setMissing(true)
    else settle(request, answer)
  }

  return (
    <Overlay
      className="overlay--middle"
      role={field ? 'dialog' : 'alertdialog'}
      label={request.title}
      labelledBy={id}
      onLeave={() => settle(request, null)}
    >
      <View className="dialog">
        <View as="h2" id={id} className="t3">
          {request.title}
        </View>
        {request.text && <View className="dialog__text">{request.text}</View>}
        {field && (
          <View className={missing ? 'dialog__field dialog__field--bad' : 'dialog__field'}>
            <TextInput
              className="dialog__input"
              multiline
              autoFocus
              value={words}
              maxLength={field.maxLength}
              placeholder={field.placeholder}
              label={request.title}
              invalid={missing}
              onChange={(value) => {
                setWords(value)
                setMissing(false)
              }}
            />
          </View>
        )}
        {field && (
          <View className="dialog__under">
            <View as="span" className="c-refused" role="alert">
              {missing ? field.emptyError : ''}
            </View>
            <View as="span" className="c-ink3">{`${words.length} / ${field.maxLength}`}</View>
          </View>
        )}
        <View className="dialog__bar">
          {request.cancel !== null && (
            <Button kind="quiet" fill onPress={() => settle(request, null)}>
              {request.cancel}
            </Button>
          )}
          <Button kind={request.kind} fill autoFocus={!field && request.kind !== 'danger'} onPress={agree}>
            {request.confirm}
          </Button>
        </View>
      </View>
    </Overlay>
  )
}
