module dev.sonde/lab/kit

go 1.26
