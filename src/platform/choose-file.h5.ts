import type { ChooseOptions, ChosenFile } from './chosen-file'

/** Files from the browser's dialog, in the order it gives them. None when the person cancels. */
export function chooseFiles({ endings, most }: ChooseOptions): Promise<ChosenFile[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = most > 1
    input.accept = endings.map((ending) => `.${ending}`).join(',')
    input.style.display = 'none'
    document.body.appendChild(input)

    const done = (files: ChosenFile[]) => {
      input.remove()
      resolve(files)
    }
    input.addEventListener('change', () => done([...(input.files ?? [])].map(chosen)))
    input.addEventListener('cancel', () => done([]))
    input.click()
  })
}

/** A browser's file dialog offers the album and, on a phone, the camera itself. */
export const choosePictures = (most: number): Promise<ChosenFile[]> =>
  chooseFiles({ endings: ['png', 'jpg', 'jpeg', 'bmp'], most })

function chosen(file: File): ChosenFile {
  return { name: file.name, size: file.size, blob: file }
}
