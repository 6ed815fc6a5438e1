package main

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/policies"
)

// ruleFolders are the folders with rules that a command line brings along.
type ruleFolders struct {
	dirs  []string
	trust []string // digests of those that run in this process
}

func (f *ruleFolders) flags(c *cobra.Command) {
	c.Flags().StringArrayVar(&f.dirs, "rules", nil, "folder with rules of your own, evaluated in a process that reaches nothing (repeatable)")
	c.Flags().StringArrayVar(&f.trust, "trust-rules", nil, "digest of a folder of --rules whose rules are trusted to run in this process; see rules digest (repeatable)")
	_ = c.MarkFlagDirname("rules")
}

// load compiles rules, those of the folders included.
func (f *ruleFolders) load(ctx context.Context, o policies.Options) (*policies.Pack, error) {
	o, err := f.into(o)
	if err != nil {
		return nil, err
	}
	pack, err := policies.Load(ctx, o)
	return pack, stopped(err)
}

// into adds the folders to options, and the worker for what nobody vouches for.
func (f *ruleFolders) into(o policies.Options) (policies.Options, error) {
	o.Dirs, o.Trust = f.dirs, f.trust
	if len(f.dirs) == 0 {
		return o, nil
	}
	program, err := os.Executable()
	if err != nil {
		return o, notEvaluated{err}
	}
	o.Worker = &policies.Worker{Program: program, Args: []string{"stormtree", "rules", "worker"}}
	return o, nil
}

// stopped marks what rules failed with that met a limit or lost their worker: that
// is no mistake of whoever typed the command.
func stopped(err error) error {
	for _, limit := range []error{policies.ErrMemory, policies.ErrTime, policies.ErrWorker} {
		if errors.Is(err, limit) {
			return notEvaluated{err}
		}
	}
	return err
}

// newRulesWorker is what this program starts for rules that nobody vouches for.
func newRulesWorker() *cobra.Command {
	return &cobra.Command{
		Use:    "worker",
		Short:  "Compile and evaluate rules for another stormtree, with no access to anything",
		Hidden: true,
		Args:   wants(),
		RunE: func(c *cobra.Command, _ []string) error {
			return evaluated(policies.Serve(c.Context(), c.InOrStdin(), c.OutOrStdout()))
		},
	}
}

func newRulesDigest() *cobra.Command {
	return &cobra.Command{
		Use:   "digest DIR...",
		Short: "Print the digests by which folders of rules can be trusted",
		Long: `Digest prints what --trust-rules takes: SHA-256 over the names and bytes of all
Rego files in and below a folder, tests included. Review a folder, write its
digest into the pipeline, and whoever changes a byte of it is told. The same
without this program, in the folder:

  find . -name '*.rego' -type f -printf '%P\n' | LC_ALL=C sort | xargs sha256sum | sha256sum`,
		Example: `  stormtree rules digest my-rules
  stormtree check model.yaml --rules my-rules --trust-rules sha256:2c26…`,
		Args: wants("DIR..."),
		RunE: func(c *cobra.Command, args []string) error {
			for _, dir := range args {
				digest, err := policies.Digest(dir)
				if err != nil {
					return err
				}
				if err := say(c.OutOrStdout(), digest+"  "+dir); err != nil {
					return err
				}
			}
			return nil
		},
	}
}
