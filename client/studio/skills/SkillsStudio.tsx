import { useS } from '../i18n/index.ts';

export const SkillsStudio = () => {
  const t = useS('skills');
  return <h1>{t('title')}</h1>;
};
