import { enqueue, frontDialog, settle, type DialogRequest } from './queue'

function request(title: string, answers: (string | null)[]): DialogRequest {
  return {
    title,
    confirm: 'OK',
    cancel: null,
    kind: 'primary',
    answer: (answer) => answers.push(answer),
  }
}

describe('dialogs wait for each other', () => {
  test('the first stays in front until it is answered, then the second comes', () => {
    const answers: (string | null)[] = []
    const first = request('first', answers)
    const second = request('second', answers)
    enqueue(first)
    enqueue(second)
    expect(frontDialog()).toBe(first)

    settle(first, '')
    expect(frontDialog()).toBe(second)

    settle(second, null)
    expect(frontDialog()).toBeUndefined()
    expect(answers).toEqual(['', null])
  })

  test('a double press answers once', () => {
    const answers: (string | null)[] = []
    const only = request('only', answers)
    enqueue(only)
    settle(only, '')
    settle(only, '')
    expect(answers).toEqual([''])
  })
})
