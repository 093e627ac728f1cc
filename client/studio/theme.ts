import type { ThemeConfig } from 'antd';

const base: ThemeConfig = {
  token: {
    colorPrimary: '#0b73ad',
    colorPrimaryHover: '#095f90',
    colorInfo: '#0b73ad',
    colorSuccess: '#0b6b3a',
    colorWarning: '#8a5a00',
    colorError: '#a5271a',
    colorSuccessBg: '#e6f7ea',
    colorSuccessBorder: '#a9d9b8',
    colorWarningBg: '#fff6dd',
    colorWarningBorder: '#ecc977',
    colorErrorBg: '#fde9e4',
    colorErrorBorder: '#eab3a6',
    colorText: '#0e2a3f',
    colorTextSecondary: '#34546a',
    colorTextTertiary: '#4c6675',
    colorTextPlaceholder: '#5a7383',
    colorBgLayout: '#f3f7fa',
    colorBorder: '#b4c7d4',
    colorLink: '#0a5f91',
    borderRadius: 10,
    fontFamily: 'var(--font-ui)',
    fontSize: 15,
    controlHeight: 36,
  },
  components: { Table: { headerBg: '#e9f1f6' } },
};

/** The studio's look: the game's ink, sea and cream, calm enough for a whole day; on a phone all is large enough for a finger. */
export const themeFor = (phone: boolean, motion: boolean): ThemeConfig => ({
  ...base,
  token: {
    ...base.token,
    motion,
    ...(phone ? { controlHeight: 44, controlHeightSM: 44, controlHeightLG: 48 } : {}),
  },
});
