const name = Array.from('云杉示例科技有限公司')
const arc = 220
const radius = 40

/** A round seal of an invented company, drawn for the sign-in page only; real ones come from the seal room. */
export function SampleSeal() {
  return (
    <svg className="desk-sign-in__seal" width="128" height="128" viewBox="0 0 120 120" focusable="false">
      <circle cx="60" cy="60" r="51.5" fill="none" stroke="currentColor" strokeWidth="3" />
      <g fill="currentColor" textAnchor="middle" fontWeight="700">
        {name.map((character, index) => {
          const turn = -arc / 2 + (arc * index) / (name.length - 1)
          const angle = (turn * Math.PI) / 180
          const x = 60 + radius * Math.sin(angle)
          const y = 60 - radius * Math.cos(angle)

          return (
            <text key={index} transform={`translate(${x} ${y}) rotate(${turn})`} y="3.8" fontSize="10.6">
              {character}
            </text>
          )
        })}
        <polygon points="60,44 63.2,53.6 73.3,53.7 65.1,59.7 68.2,69.3 60,63.4 51.8,69.3 54.9,59.7 46.7,53.7 56.8,53.6" />
        <text x="60" y="88" fontSize="10">
          合同专用章
        </text>
      </g>
    </svg>
  )
}
