// Command stormtree finds out how a cloud system could be attacked, by whom,
// how likely and at what loss, from one YAML model.
package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/model/source"
)

// How garbage is collected. Runs are short: at the runtime's 100 percent a quarter
// of their time went into collections. Above the limit they are made as often as
// it takes: a model of 10,000 components needs 210 MiB of it at once, and took more
// than twice as long with 160 as with this.
const (
	collectAt   = 300 // percent by which the heap may grow
	memoryLimit = 330 << 20
)

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends what the first could not
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// The exit codes, an interface that scripts rely on.
const (
	exitFine         = 0
	exitGateFailed   = 1 // a gate looked and said no
	exitUsage        = 2 // the command line or the model is at fault
	exitNotEvaluated = 3 // the engine failed, or there was nothing to evaluate
)

// errGate ends a command whose gate failed; the verdict is already printed.
var errGate = errors.New("the gate failed")

// errNothing ends a command that had nothing to look at; the report says so already.
var errNothing = errors.New("nothing was evaluated")

// notEvaluated is a failure of the analysis itself, not of its input.
type notEvaluated struct{ error }

func (e notEvaluated) Unwrap() error { return e.error }

// evaluated marks what an analysis failed with.
func evaluated(err error) error {
	if err == nil {
		return nil
	}
	return notEvaluated{err}
}

// run is the whole program: arguments and streams in, exit code out.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return exitCode(root.ExecuteContext(ctx), stderr)
}

// exitCode says what went wrong and translates it into an exit code.
func exitCode(err error, stderr io.Writer) int {
	var problems source.Problems
	var failed notEvaluated
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, errGate):
		return exitGateFailed
	case errors.Is(err, errNothing):
		return exitNotEvaluated
	case errors.As(err, &problems):
		_ = say(stderr, problems.Error())
		return exitUsage
	case errors.As(err, &failed):
		_ = say(stderr, "stormtree: could not evaluate: "+err.Error())
		return exitNotEvaluated
	}
	_ = say(stderr, "stormtree: "+err.Error())
	return exitUsage
}

// longestLine is how many bytes of one line of a message are shown: others'
// errors may quote whole inputs.
const longestLine = 2000

// say prints a message for people, in which nothing can speak to a terminal.
func say(w io.Writer, message string) error {
	var safe strings.Builder
	for line := range strings.Lines(message) {
		line = source.Printable(strings.ReplaceAll(strings.TrimSuffix(line, "\n"), "\t", "    "))
		if len(line) > longestLine {
			line = line[:longestLine] + "…"
		}
		safe.WriteString(line + "\n")
	}
	_, err := io.WriteString(w, safe.String())
	return err
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "stormtree",
		Short: "Threat models of cloud systems: ranked risks, pictures, a gate",
		Long: `Stormtree reads one YAML model of a cloud system, its attackers and what could
go wrong, and says which risks matter most, for whom, how they would happen and
what to do about them. It needs no network and keeps no state.

Exit codes: 0 fine · 1 the gate failed · 2 usage or model error · 3 could not evaluate`,
		Version: versionString(),
		Example: `  stormtree init shop && stormtree analyze shop/model.yaml
  stormtree check model.yaml --fail-on high`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.AddCommand(
		newAnalyze(), newCheck(), newBaseline(), newTree(), newDraw(), newExplain(), newGrow(), newRules(),
		newValidate(), newFmt(), newSchema(), newInit(), newImport(), newVersion(),
	)
	root.SetHelpCommand(newHelp())
	root.SetVersionTemplate("stormtree {{.Version}}\n")
	root.CompletionOptions.HiddenDefaultCmd = false
	return root
}
