// Command stormtree-edge is the reference edge's own program. So far it proves what
// the topics of a model's device classes allow.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/model/source"
)

// The exit codes, an interface that scripts rely on, the same as stormtree's.
const (
	exitFine    = 0
	exitRefuted = 1 // there is a counterexample, or no proof
	exitUsage   = 2 // the command line or the model is at fault
	exitNothing = 3 // there was nothing to prove
)

// errRefuted ends a command whose answer, which is printed already, is no.
var errRefuted = errors.New("not proved")

// errNothing ends a command that had nothing to look at.
var errNothing = errors.New("the model has no device class that states topics: nothing was proved")

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run is the whole program: arguments and streams in, exit code out.
func run(args []string, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.Execute()
	var problems source.Problems
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, errRefuted):
		return exitRefuted
	case errors.As(err, &problems):
		say(stderr, problems.Error())
		return exitUsage
	case errors.Is(err, errNothing):
		say(stderr, "stormtree-edge: "+err.Error())
		return exitNothing
	}
	say(stderr, "stormtree-edge: "+err.Error())
	return exitUsage
}

// say prints a message for people, in which nothing can speak to a terminal.
func say(w io.Writer, message string) {
	for line := range strings.Lines(message) {
		fmt.Fprintln(w, source.Printable(strings.TrimSuffix(line, "\n")))
	}
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "stormtree-edge",
		Short: "The device policies of a threat model, where devices are",
		Long: `Stormtree-edge is the program of the reference edge. It reads the same model as
stormtree and links none of its analysis. This version proves; it does not serve
devices yet.

Exit codes: 0 fine · 1 refuted, or not proved · 2 usage or model error · 3 nothing to prove`,
		Example:       "  stormtree-edge prove model.yaml",
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.AddCommand(newProve())
	root.CompletionOptions.HiddenDefaultCmd = true
	return root
}
