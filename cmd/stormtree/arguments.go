package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/model/source"
)

// wants names the arguments of a command, so that an error can say which is
// missing: MODEL is one, MODEL... one or more, [DIR] one or none.
func wants(names ...string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		least, most := len(names), len(names)
		for _, name := range names {
			if strings.HasPrefix(name, "[") {
				least--
			}
			if strings.HasSuffix(name, "...") {
				most = len(args)
			}
		}
		command := strings.TrimPrefix(c.CommandPath(), c.Root().Name()+" ")
		switch {
		case len(args) < least:
			return fmt.Errorf("%s wants %s; %s is missing: stormtree %s --help", command, strings.Join(names, " and "), strings.Join(names[len(args):], " and "), command)
		case len(args) > max(most, least) && len(names) == 0:
			return fmt.Errorf("%s wants nothing behind it, and there is %s: stormtree %s --help", command, source.Quote(args[0]), command)
		case len(args) > max(most, least):
			return fmt.Errorf("%s wants %s and no more, and there is %s: stormtree %s --help", command, strings.Join(names, " and "), source.Quote(args[most]), command)
		}
		return nil
	}
}

// newHelp is the help about commands; unlike cobra's own it fails on one that does not exist.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND]",
		Short:   "Help about any command",
		Example: "  stormtree help analyze",
		ValidArgsFunction: func(c *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			about, _, err := c.Root().Find(args)
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return subcommands(about), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(c *cobra.Command, args []string) error {
			about, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return unknown("command", strings.Join(args, " "), ids(subcommands(c.Root())))
			}
			about.InitDefaultHelpFlag()
			return about.Help()
		},
	}
}

func subcommands(c *cobra.Command) []cobra.Completion {
	var names []cobra.Completion
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, cobra.CompletionWithDesc(sub.Name(), sub.Short))
		}
	}
	return names
}
