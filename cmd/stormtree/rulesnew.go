package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/policies"
)

func newRulesNew() *cobra.Command {
	return &cobra.Command{
		Use:   "new DIR ID",
		Short: "Write a rule of your own to start from",
		Long: `New writes a small rule that works, its Rego tests, a model in which it fails
once and one in which it does not. Change them together. Nothing is overwritten.`,
		Example: `  stormtree rules new my-rules ORG-01
  stormtree rules test my-rules
  stormtree analyze model.yaml --rules my-rules`,
		Args: wants("DIR", "ID"),
		RunE: func(c *cobra.Command, args []string) error {
			files, err := policies.Starter(args[1])
			if err != nil {
				return err
			}
			if err := createFiles(args[0], files); err != nil {
				return err
			}
			dir := source.Printable(args[0])
			for _, f := range files {
				if err := say(c.OutOrStdout(), "wrote "+filepath.Join(dir, f.Name)); err != nil {
					return err
				}
			}
			return say(c.OutOrStdout(), "next: stormtree rules test "+dir)
		},
	}
}

// createFiles writes all files or, where one of them is there already, none.
func createFiles(dir string, files []policies.StarterFile) error {
	for _, f := range files {
		name := filepath.Join(dir, f.Name)
		if _, err := os.Lstat(name); err == nil {
			return fmt.Errorf("%s exists already; nothing was written", name)
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, f := range files {
		if err := createFile(filepath.Join(dir, f.Name), []byte(f.Text)); err != nil {
			return err
		}
	}
	return nil
}
