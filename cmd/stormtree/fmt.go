package main

import (
	"bytes"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
)

func newFmt() *cobra.Command {
	var check, stdout bool
	c := &cobra.Command{
		Use:   "fmt MODEL...",
		Short: "Write models in the one layout, comments kept",
		Long: `Fmt rewrites models in place. What it is about to write is read again first; if
that is not the same model with the same comments, the file stays as it is and
fmt says so.`,
		Example: `  stormtree fmt model.yaml
  stormtree fmt --check model.yaml    # exit 1 if it is not formatted`,
		Args:              wants("MODEL..."),
		ValidArgsFunction: cobra.FixedCompletions([]string{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt),
		RunE: func(c *cobra.Command, args []string) error {
			return formatAll(c, args, check, stdout)
		},
	}
	c.Flags().BoolVar(&check, "check", false, "change nothing; exit 1 when a file is not formatted")
	c.Flags().BoolVar(&stdout, "stdout", false, "print instead of rewriting")
	return c
}

func formatAll(c *cobra.Command, paths []string, check, stdout bool) error {
	var failed error
	for _, path := range paths {
		before, after, err := formatted(path)
		switch {
		case err != nil:
			return err
		case stdout:
			_, err = c.OutOrStdout().Write(after)
		case bytes.Equal(before, after):
		case check:
			fmt.Fprintf(c.ErrOrStderr(), "%s is not formatted; run: stormtree fmt %s\n", source.Printable(path), source.Printable(path))
			failed = errGate
		default:
			err = replaceFile(path, after)
		}
		if err != nil {
			return err
		}
	}
	return failed
}

func formatted(path string) (before, after []byte, err error) {
	before, err = model.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	after, err = source.Format(path, before)
	return before, after, err
}
