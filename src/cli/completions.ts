import type { Argument, Command, Option } from 'commander';
import { domainsOfProject } from './project.ts';
import { listOf } from './scenario-list.ts';

/**
 * Adds `complete`: scripts for bash, zsh, fish and PowerShell, and what these ask for at each Tab.
 *
 * @param name the first word of the command line: only completions need the names of scenarios
 */
export async function addCompletions(program: Command, name: string | undefined): Promise<void> {
  if (name === 'complete') await offerScenarios(program);
  const { default: tab } = await import('@bomb.sh/tab/commander');
  tab(program);
  const complete = program.commands.find((command) => command.name() === 'complete');
  complete?.summary('print a completion script for bash, zsh, fish or powershell');
}

/** Names of scenarios, in the place of each argument or value of an option that is one. */
async function offerScenarios(program: Command): Promise<void> {
  const names = listOf(await domainsOfProject()).map((scenario) => scenario.name);
  const isScenario = (one: Argument | Option): boolean => one.name() === 'scenario';
  for (const command of program.commands.flatMap((one) => [one, ...one.commands])) {
    command.registeredArguments.find(isScenario)?.choices(names);
    command.options.find(isScenario)?.choices(names);
  }
}
