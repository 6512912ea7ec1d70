// LibTorch is published for fewer hosts than ND4J, and what this one lacks is known.
return System.getProperty('os.name') == 'Linux' && System.getProperty('os.arch') == 'amd64'
