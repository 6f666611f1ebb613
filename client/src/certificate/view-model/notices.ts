// What the view shows where there is no certificate to show.
import { showable } from '../../../../server/src/core/certificate/showable.js';
import type { Notice } from '../../webview/messages.js';
import type { NotOpen } from './not-open.js';
import type { PageContext } from './words.js';

export function noticeOf(state: NotOpen, around: PageContext): Notice {
  const { words, say } = around;
  switch (state.kind) {
    case 'loading':
      return notice('loading', 'neutral', words('Reading the file…'), '');
    case 'blank':
      return notice(
        'empty',
        'doubtful',
        words('This file is empty.'),
        words('It has no content. It may not have been copied completely.'),
      );
    case 'needsPassword':
      return {
        ...notice(
          'needsPassword',
          'neutral',
          words('This file is protected by a password.'),
          words('The password is not stored. Of private keys, only kind and size are read.'),
        ),
        action: { label: words('Enter the password…'), name: 'password' },
      };
    case 'wrongPassword':
      return {
        ...notice(
          'wrongPassword',
          'bad',
          words('Incorrect password.'),
          words('The file could not be opened with it. Passwords are case-sensitive.'),
        ),
        action: { label: words('Try another password…'), name: 'password' },
      };
    case 'unsupported':
      return notice(
        'unsupported',
        'doubtful',
        words('This file cannot be shown here.'),
        unsupportedWords(state.what, around),
      );
    case 'tooManyIterations':
      return notice(
        'unsupported',
        'doubtful',
        words('This file cannot be shown here.'),
        words('Checking its password takes {count} iterations, more than Exchange CBA allows.', {
          count: state.iterations,
        }),
      );
    case 'damaged':
      return {
        ...notice(
          'corrupt',
          'bad',
          words('This file is corrupt or not a certificate.'),
          words('At byte {offset}: {message}', { offset: state.offset, message: showable(say(state.message), 500) }),
        ),
        action: { label: words('Open as text'), name: 'openAsText' },
      };
    case 'tooLarge':
      return notice(
        'tooLarge',
        'doubtful',
        words('This file is too large.'),
        words('Its size is {size} MB. A certificate is a few KB, a bundle a few MB.', {
          size: Math.round(state.size / (1024 * 1024)),
        }),
      );
    case 'unreadable':
      return {
        ...notice('unreadable', 'bad', words('This file could not be read.'), showable(state.reason, 500)),
        action: { label: words('Try again'), name: 'reload' },
      };
  }
}

function notice(state: Notice['state'], tone: Notice['tone'], headline: string, text: string): Notice {
  return { state, tone, headline, text, action: null };
}

function unsupportedWords(what: string, { words, say }: PageContext): string {
  if (what === '') return words('It contains no certificate.');
  // The one kind of file that is known by name and not read.
  return what.includes('(.sst)')
    ? words(
        'This is a serialized certificate store of Windows (.sst). The Certificates console opens it and exports it as PKCS#7.',
      )
    : showable(say(what), 500);
}
