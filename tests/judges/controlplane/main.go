// The control plane of Kubernetes as its authors wrote it, and etcd and kubectl beside it, in one file: a component is
// chosen by the name that the file was started by, or else by its first argument.
package main

import (
	"io"
	"os"
	"path/filepath"
	_ "time/tzdata"

	"go.etcd.io/etcd/server/v3/etcdmain"
	_ "k8s.io/client-go/plugin/pkg/client/auth"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	kubectl "k8s.io/kubectl/pkg/cmd"
	kubectlutil "k8s.io/kubectl/pkg/cmd/util"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
)

// endsWithItsInput names the variable by which a server ends once whoever started it is gone, however that ended: no
// process outlives the test that it belongs to.
const endsWithItsInput = "CONTROLPLANE_ENDS_WITH_ITS_INPUT"

func component() string {
	switch name := filepath.Base(os.Args[0]); name {
	case "etcd", "kubectl", "kube-apiserver", "kube-controller-manager", "kube-scheduler":
		return name
	}
	if len(os.Args) < 2 {
		return ""
	}
	name := os.Args[1]
	os.Args = append([]string{name}, os.Args[2:]...)
	return name
}

func endWithInput() {
	_, _ = io.Copy(io.Discard, os.Stdin)
	os.Exit(0)
}

func main() {
	if os.Getenv(endsWithItsInput) != "" {
		go endWithInput()
	}
	switch name := component(); name {
	case "etcd":
		etcdmain.Main(os.Args)
	case "kubectl":
		if err := cli.RunNoErrOutput(kubectl.NewDefaultKubectlCommand()); err != nil {
			kubectlutil.CheckErr(err)
		}
	case "kube-apiserver":
		os.Exit(cli.Run(apiserver.NewAPIServerCommand()))
	case "kube-controller-manager":
		os.Exit(cli.Run(controllermanager.NewControllerManagerCommand()))
	case "kube-scheduler":
		os.Exit(cli.Run(scheduler.NewSchedulerCommand()))
	default:
		_, _ = os.Stderr.WriteString("not a component of the control plane: " + name + "\n")
		os.Exit(2)
	}
}
