/**
 * The look in one place: dark for the watch room, light for the office. The same figures feed our own style sheets
 * (as CSS variables, `--bg` and so on) and Ant Design's theme, so that both look like one product.
 */
import { type ThemeConfig, theme } from 'antd'

export type Shade = 'dark' | 'light'

const palettes = {
  dark: {
    bg: '#0e1317',
    surface: '#151c21',
    raised: '#1c252b',
    line: '#2a353c',
    text: '#dfe6ea',
    quiet: '#8a99a3',
    faint: '#7d8e98',
    accent: '#3fb6a8',
    'accent-soft': '#17393a',
    'on-accent': '#04211e',
    warn: '#e0a33a',
    'warn-soft': '#3a2f18',
    bad: '#e5604d',
    'bad-soft': '#3b1f1c',
    held: '#5a8fd6',
    kept: '#2f6f6a',
    seen: '#ffffff',
    picture: '#0a0e11',
  },
  light: {
    bg: '#f4f6f7',
    surface: '#ffffff',
    raised: '#f0f3f4',
    line: '#d9e0e3',
    text: '#16222a',
    quiet: '#55656f',
    faint: '#5f6d76',
    accent: '#0b6d63',
    'accent-soft': '#dff1ee',
    'on-accent': '#ffffff',
    warn: '#8a5800',
    'warn-soft': '#fbf0d9',
    bad: '#b3311f',
    'bad-soft': '#fae5e2',
    held: '#2f67b5',
    kept: '#7fbdb5',
    seen: '#16222a',
    picture: '#0a0e11',
  },
} as const

const FONT = '"Noto Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif'

/** Write the palette of `shade` onto the document as CSS variables. */
export function paint(shade: Shade): void {
  const root = document.documentElement
  root.dataset.shade = shade
  root.style.colorScheme = shade
  for (const [name, value] of Object.entries(palettes[shade])) root.style.setProperty(`--${name}`, value)
}

/** Ant Design's theme for `shade`: dense, square, flat, still. */
export function antTheme(shade: Shade): ThemeConfig {
  const p = palettes[shade]
  return {
    algorithm: shade === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: p.accent,
      colorInfo: p.accent,
      colorLink: p.accent,
      colorSuccess: p.accent,
      colorWarning: p.warn,
      colorError: p.bad,
      colorBgBase: p.bg,
      colorBgLayout: p.bg,
      colorBgContainer: p.surface,
      colorBgElevated: p.raised,
      colorTextBase: p.text,
      colorText: p.text,
      colorTextSecondary: p.quiet,
      colorTextTertiary: p.faint,
      colorTextPlaceholder: p.faint,
      colorBorder: p.line,
      colorBorderSecondary: p.line,
      colorSplit: p.line,
      colorTextLightSolid: p['on-accent'],
      fontFamily: FONT,
      fontSize: 13,
      fontSizeSM: 12,
      fontSizeLG: 14,
      fontSizeHeading1: 20,
      fontSizeHeading2: 16,
      fontSizeHeading3: 14,
      fontWeightStrong: 600,
      lineHeight: 1.45,
      padding: 12,
      paddingSM: 10,
      paddingXS: 6,
      paddingLG: 18,
      margin: 12,
      marginSM: 8,
      marginXS: 6,
      marginLG: 16,
      borderRadius: 3,
      borderRadiusLG: 3,
      borderRadiusSM: 2,
      controlHeight: 28,
      controlHeightLG: 34,
      controlHeightSM: 22,
      controlOutlineWidth: 1,
      lineWidthFocus: 2,
      boxShadow: 'none',
      boxShadowSecondary: shade === 'dark' ? '0 8px 24px #0009' : '0 8px 24px #16222a26',
      motion: false,
      wireframe: false,
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        defaultBg: p.raised,
        fontWeight: 400,
        // The dark algorithm dims the accent; the one visible button keeps it.
        colorPrimary: p.accent,
        colorPrimaryHover: p.accent,
        colorPrimaryActive: p.accent,
        primaryColor: p['on-accent'],
        contentFontSize: 13,
        paddingInline: 12,
      },
      Table: {
        headerBg: p.raised,
        headerColor: p.quiet,
        headerSplitColor: 'transparent',
        rowHoverBg: p.raised,
        cellPaddingBlockSM: 6,
        cellPaddingInlineSM: 10,
        borderColor: p.line,
      },
      Form: { itemMarginBottom: 14, verticalLabelPadding: '0 0 3px', labelColor: p.quiet },
      Input: { activeShadow: 'none' },
      Select: { optionSelectedBg: p['accent-soft'] },
      Modal: { contentBg: p.surface, headerBg: p.surface, titleFontSize: 16 },
      Tooltip: { colorBgSpotlight: shade === 'dark' ? '#2a353c' : '#16222a', colorTextLightSolid: '#f2f6f8' },
      Segmented: { itemSelectedBg: p['accent-soft'], itemSelectedColor: p.accent, trackBg: p.raised },
      Tabs: { horizontalMargin: '0 0 12px', titleFontSize: 13 },
      Tag: { defaultBg: p.raised, defaultColor: p.quiet },
    },
  }
}
