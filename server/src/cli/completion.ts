// Shell scripts that complete commands, options and their values, made from what the commands take.
import type { CommandSpec } from './command-spec.js';
import { optionsOf } from './common-options.js';

/** The script for a shell; null for a shell that is not supported. */
export function completionScript(shell: string, commands: readonly CommandSpec[]): string | null {
  switch (shell) {
    case 'bash':
      return bash(commands);
    case 'zsh':
      // zsh runs bash completions through its own compatibility layer.
      return `autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n${bash(commands)}`;
    case 'powershell':
      return powershell(commands);
    default:
      return null;
  }
}

const optionWords = (spec: CommandSpec): string =>
  [...optionsOf(spec).map(({ name }) => `--${name}`), '--help'].join(' ');

/** `check --format` → the values of the option, for options with a fixed list of them. */
function choicesOf(commands: readonly CommandSpec[]): [string, string][] {
  return commands.flatMap((spec) =>
    optionsOf(spec).flatMap((option): [string, string][] =>
      option.choices ? [[`${spec.name} --${option.name}`, option.choices.join(' ')]] : [],
    ),
  );
}

function bash(commands: readonly CommandSpec[]): string {
  const cases = choicesOf(commands).map(([key, choices]) => `    "${key}") words="${choices}" ;;`);
  const options = commands.map((command) => `      ${command.name}) words="${optionWords(command)}" ;;`);
  return `# Completion of exchange-cba. Load it with: source <(exchange-cba completion bash)
_exchange_cba() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" words=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')} --help --version" -- "$word"))
    return
  fi
  case "$command $before" in
${cases.join('\n')}
  esac
  if [ -z "$words" ] && [ "\${word#-}" != "$word" ]; then
    case "$command" in
${options.join('\n')}
    esac
  fi
  if [ -n "$words" ]; then
    COMPREPLY=($(compgen -W "$words" -- "$word"))
  else
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -o filenames -F _exchange_cba exchange-cba
`;
}

function powershell(commands: readonly CommandSpec[]): string {
  const quoted = (words: string): string =>
    words
      .split(' ')
      .map((word) => `'${word}'`)
      .join(', ');
  const options = commands.map((command) => `    '${command.name}' = ${quoted(optionWords(command))}`);
  const choices = choicesOf(commands).map(([key, values]) => `    '${key}' = ${quoted(values)}`);
  return `# Completion of exchange-cba. Load it with: exchange-cba completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName exchange-cba -ScriptBlock {
  param($word, $ast, $cursor)
  $options = @{
${options.join('\n')}
  }
  $choices = @{
${choices.join('\n')}
  }
  $before = @($ast.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { $_.ToString() })
  $command = if ($before.Count -gt 1) { $before[1] } else { '' }
  $words = if ($before.Count -le 1) { @(${quoted(`${commands.map(({ name }) => name).join(' ')} --help --version`)}) }
    elseif ($choices.ContainsKey("$command $($before[-1])")) { $choices["$command $($before[-1])"] }
    elseif ($word.StartsWith('-')) { $options[$command] }
  $words | Where-Object { $_ -like "$word*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;
}
