/** Noto Sans SC in two weights, cut into subsets by the package; a page fetches only those its characters need. */
import '@fontsource/noto-sans-sc/400.css'
import '@fontsource/noto-sans-sc/600.css'
