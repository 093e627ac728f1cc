import { Alert, App, Button, Checkbox, Input, Popconfirm } from 'antd';
import { useState } from 'react';
import { TOKEN_SCOPES, type TokenScope, type TokenView } from '../../../server/domain/api-open.ts';
import { dayAndTime } from '../../i18n/index.ts';
import { loadTokens, makeToken, revokeToken } from '../../net/open.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { Labelled } from '../parts/Labelled.tsx';
import { Loaded } from '../parts/Loaded.tsx';
import { useLoaded } from '../parts/use-loaded.ts';

/** Keys by which machines fetch events and statements; a token is shown once. */
export const Tokens = ({ zone }: { zone: string }) => {
  const t = useS('data');
  const { message } = App.useApp();
  const { value, fault, reload, setValue } = useLoaded(loadTokens);
  const [shown, setShown] = useState<string>();
  const revoke = (id: string): void =>
    void revokeToken(id).then(setValue, (f: unknown) => void message.error(faultLine(f)));
  return (
    <section className="data-card" aria-labelledby="data-tokens">
      <h2 id="data-tokens">{t('token.title')}</h2>
      <p className="studio-note">{t('token.lead')}</p>
      <MakeToken
        onMade={(token, view) => {
          setShown(token);
          setValue([view, ...(value ?? [])]);
        }}
      />
      {shown !== undefined && (
        <Alert
          type="success"
          showIcon
          closable
          title={t('token.once')}
          description={<code className="data-token">{shown}</code>}
          action={
            <Button size="large" onClick={() => void navigator.clipboard.writeText(shown)}>
              {t('copy')}
            </Button>
          }
        />
      )}
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value?.length === 0 && <p className="data-empty">{t('token.none')}</p>}
        <ul className="data-list">
          {(value ?? []).map((token) => (
            <TokenLine key={token.id} token={token} zone={zone} onRevoke={() => revoke(token.id)} />
          ))}
        </ul>
      </Loaded>
    </section>
  );
};

const MakeToken = ({ onMade }: { onMade: (token: string, view: TokenView) => void }) => {
  const t = useS('data');
  const { message } = App.useApp();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<TokenScope[]>(['events:read']);
  const [busy, setBusy] = useState(false);
  const make = async (): Promise<void> => {
    setBusy(true);
    try {
      const { token, view } = await makeToken(name.trim(), scopes);
      setName('');
      onMade(token, view);
    } catch (fault) {
      void message.error(faultLine(fault));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="data-form">
      <Labelled label={t('token.name')}>
        <Input size="large" maxLength={60} value={name} onChange={(e) => setName(e.target.value)} />
      </Labelled>
      <Checkbox.Group
        aria-label={t('token.scopes')}
        value={scopes}
        onChange={(list) => setScopes(list)}
        options={TOKEN_SCOPES.map((s) => ({ value: s, label: t(`scope.${s}`) }))}
      />
      <Button
        size="large"
        loading={busy}
        disabled={name.trim() === '' || scopes.length === 0}
        onClick={() => void make()}
      >
        {t('token.make')}
      </Button>
    </div>
  );
};

type LineProps = { token: TokenView; zone: string; onRevoke: () => void };
const TokenLine = ({ token, zone, onRevoke }: LineProps) => {
  const t = useS('data');
  const { name, tail, scopes, createdBy, createdAt, lastUsedAt, revokedAt } = token;
  return (
    <li>
      <div>
        <strong>{name}</strong> <code>…{tail}</code>
        <p className="studio-note">
          {scopes.map((s) => t(`scope.${s}`)).join(' · ')}
          {' · '}
          {t('token.made', { who: createdBy, at: dayAndTime(createdAt, zone) })}
          {' · '}
          {lastUsedAt === undefined
            ? t('token.unused')
            : t('token.used', { at: dayAndTime(lastUsedAt, zone) })}
        </p>
      </div>
      {revokedAt === undefined ? (
        <Popconfirm title={t('token.revoke.sure')} onConfirm={onRevoke}>
          <Button danger size="large">
            {t('token.revoke')}
          </Button>
        </Popconfirm>
      ) : (
        <span>✕ {t('token.revoked', { at: dayAndTime(revokedAt, zone) })}</span>
      )}
    </li>
  );
};
