/** What marks a folder as a keyring root; a folder without it (an unmounted volume) is never written to. */
export const ROOT_MARK = 'station.pub'
