/** The two rivers as a quiet drawing behind the sign-in: the Huangpu's bends, and the creek that runs into it. */
export function RiverDrawing() {
  return (
    <svg
      className="login-river"
      viewBox="0 0 1600 900"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <g fill="none" strokeLinecap="round" strokeLinejoin="round">
        <path
          className="road"
          d="M-20 640 420 560 760 610 1180 470 1640 520M240 920 330 520 300 -20M1330 920 1240 520 1370 -20"
        />
        <path
          className="road ring"
          d="M800 210c240 0 420 100 420 250s-180 270-420 270-430-110-430-260 190-260 430-260Z"
        />
        <path className="bank" d={huangpu} strokeWidth="62" />
        <path className="water" d={huangpu} strokeWidth="58" />
        <path className="bank" d={creek} strokeWidth="16" />
        <path className="water" d={creek} strokeWidth="13" />
      </g>
    </svg>
  )
}

const huangpu =
  'M640 940C660 820 700 790 820 770 930 752 950 700 900 640 850 584 860 520 960 500 1060 478 1100 440 1050 380 1010 330 1060 290 1180 270 1300 250 1380 160 1420 -40'
const creek =
  'M-20 300C140 330 240 250 360 300 460 345 520 270 640 320 740 360 820 330 900 372 960 402 1000 380 1046 380'
