import { useDesk } from '../desk/desk-context.ts';
import { KeyHint } from '../parts/key-hint.tsx';
import { deskLanguages } from '#languages/desk-languages';
import { languageNames } from '../languages/texts.ts';
import { useTexts } from '../desk/use-texts.ts';
import { themes } from '../look/theme.ts';
import { askToSignOut } from './sign-out.ts';
import { shellTexts } from './texts.ts';

/** Colours, language, help, and the way out. */
export const ShellSettings = () => {
  const { theme, chooseLanguage, helpOpen } = useDesk();
  const { texts, words } = useTexts(shellTexts);
  return (
    <div class="settings">
      <button type="button" class="quiet" onClick={() => (helpOpen.value = true)}>
        {texts.keys} <KeyHint command="help" />
      </button>
      <label>
        <span class="unseen">{texts.theme}</span>
        <select
          value={theme.value}
          onChange={({ currentTarget }) => (theme.value = themes.find((one) => one === currentTarget.value) ?? 'auto')}
        >
          {themes.map((one) => (
            <option key={one} value={one}>
              {texts.themes[one]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span class="unseen">{texts.language}</span>
        <select
          value={words.language}
          onChange={({ currentTarget }) =>
            chooseLanguage(deskLanguages.find((one) => one === currentTarget.value) ?? 'en')
          }
        >
          {deskLanguages.map((one) => (
            <option key={one} value={one} lang={one}>
              {languageNames[one]}
            </option>
          ))}
        </select>
      </label>
      <Person />
    </div>
  );
};

const Person = () => {
  const desk = useDesk();
  const { session } = desk;
  const { texts } = useTexts(shellTexts);
  const state = session.state.value;
  if (!('session' in state)) return null;
  return (
    <p class="person">
      <bdi title={state.session.moderator.name}>{state.session.moderator.name}</bdi>
      <button type="button" class="link small" onClick={() => void askToSignOut(desk)}>
        {texts.signOut}
      </button>
    </p>
  );
};
