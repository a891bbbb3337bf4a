import type { ChooseOptions, ChosenFile } from './chosen-file'

const types: Record<string, string> = { pdf: 'application/pdf,.pdf', png: 'image/png', jpg: 'image/jpeg' }

/** One file from the browser's dialog. Undefined when the person cancels. */
export function chooseFile({ endings }: ChooseOptions): Promise<ChosenFile | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = endings.map((ending) => types[ending] ?? `.${ending}`).join(',')
    input.style.display = 'none'
    document.body.appendChild(input)

    const done = (file: ChosenFile | undefined) => {
      input.remove()
      resolve(file)
    }
    input.addEventListener('change', () => done(input.files?.[0] && chosen(input.files[0])))
    input.addEventListener('cancel', () => done(undefined))
    input.click()
  })
}

function chosen(file: File): ChosenFile {
  return { name: file.name, size: file.size, blob: file }
}
