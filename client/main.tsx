/** Starts the console in the page. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '@fontsource-variable/noto-sans-sc/wght.css'
import './ui/base.css'
import './ui/forms.css'
import './ui/rows.css'
import { App } from './App.tsx'
import { resumeSession } from './session.ts'
import { applyTheme } from './ui/theme.ts'
import { fetchLetters, tellDocument } from './ui/words.ts'

applyTheme('dark')
tellDocument()
fetchLetters()
void resumeSession()

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
