import { useT } from '../i18n/index.ts';
import { register } from '../net/session.ts';
import { say } from '../stores/toast.ts';
import { AccountForm } from './AccountForm.tsx';
import { Dialog } from './parts/index.ts';

/** A guest chooses a login and password and keeps everything. */
export const Register = ({ name, onClose }: { name: string; onClose: () => void }) => {
  const t = useT('join');
  return (
    <Dialog title={t('register.title')} onClose={onClose}>
      <p className="dialog-lead">{t('register.note')}</p>
      <AccountForm
        name={name}
        submit={t('register.go')}
        onSubmit={async (a) => {
          await register(a.name, a.login, a.password);
          say(t('register.done'), { icon: 'key', tone: 'good' });
          onClose();
        }}
      />
    </Dialog>
  );
};
